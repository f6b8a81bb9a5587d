/** A bag of facts as JSON. `null` clears a key, an absent key is left as it is. */
export type Traits = Record<string, unknown>;
/** The keys of a person that Halo keeps itself and refuses as traits. */
export type ManagedUserTrait = 'id' | 'external_id' | 'org_id' | 'company_id' | 'created_at' | 'updated_at' | 'first_seen' | 'last_seen' | 'last_contacted_at';
/** The keys of a company that Halo keeps itself and refuses as traits. */
export type ManagedCompanyTrait = 'id' | 'external_id' | 'org_id' | 'created_at' | 'updated_at' | 'health_score' | 'team_size' | 'last_contacted_at';
/** Traits of a person. What Halo manages itself does not compile; to say when somebody signed up, send `signed_up_at`. */
export type UserTraits = Traits & {
    readonly [key in ManagedUserTrait]?: never;
};
/** Traits of a company. What Halo manages itself does not compile. */
export type CompanyTraits = Traits & {
    readonly [key in ManagedCompanyTrait]?: never;
};
