import { readPicture } from '../../agents/read-picture.ts';
import { IMAGE_TYPES } from '../../conversations/image.ts';
import { imageResponse } from '../image-response.ts';
import { sdkRoute } from './sdk-route.ts';

/** `GET /pictures/…`: a picture of the widget's style, for the pages of everybody. Its name is its content: it never changes. */
export const pictureRoute = sdkRoute({
  method: 'get',
  path: '/pictures/:org_id/:picture',
  summary: 'A picture of the widget’s style: the launcher’s, the agent’s, or the logo.',
  keys: [],
  file: IMAGE_TYPES,
  refuses: ['not_found'],
  handle: async (deps, { params }) => {
    const response = imageResponse(await readPicture(deps, params.org_id!, params.picture!));
    response.headers.set('cache-control', 'public, max-age=31536000, immutable');
    response.headers.set('cross-origin-resource-policy', 'cross-origin');
    return response;
  },
});
