import { Component, type ComponentChild, h } from 'preact';

/** A component drawn anew only when one of its props is another. */
export function memo<P extends object>(draw: (props: P) => ComponentChild) {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const keys = Object.keys({ ...this.props, ...next }) as (keyof P)[];
      return keys.some((key) => this.props[key] !== next[key]);
    }
    override render() {
      return h(draw as (props: P) => ComponentChild as never, this.props as never);
    }
  };
}
