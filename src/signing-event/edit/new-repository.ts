/** The first content of a repository (SPEC A7: `delegate` on an empty one): root and targets, everybody invited, version 1. */
import { emptyObject, objectOf } from '../../tuf/json.ts';
import type { Role, Root } from '../../tuf/metadata.ts';
import type { EditContext, EventContent } from './event-content.ts';
import { withVersionOf } from './new-version.ts';
import { withOnlineMembers } from './online-roles.ts';
import { newSigned, withRole } from './role.ts';
import { newRolePeriods, type OnlineConfig, type RoleConfig } from './role-config.ts';

/** The three menus of a new repository. */
export interface NewRepository {
  readonly root: RoleConfig;
  readonly targets: RoleConfig;
  readonly online: OnlineConfig;
}

/**
 * Makes root and targets. The user's own invites are accepted afterwards like everybody's, with `withAcceptedInvites`.
 * @throws TufError('usage') for a config that cannot be
 */
export function newRepository(config: NewRepository, context: EditContext): EventContent {
  const empty: EventContent = { documents: new Map(), invites: new Map() };
  const nobody = objectOf(Object.entries({ keyids: [], threshold: 1 })) as Role;
  const members = {
    consistent_snapshot: true,
    keys: emptyObject(),
    roles: objectOf(['root', 'targets'].map((role) => [role, nobody])),
  };
  const root = newSigned('root', members, config.root.periods ?? newRolePeriods) as Root;
  const targets = newSigned('targets', { targets: emptyObject() }, config.targets.periods ?? newRolePeriods);
  const withRoot = withVersionOf(empty, 'root', withOnlineMembers(root, config.online, false), context);
  const withTargets = withVersionOf(withRoot, 'targets', targets, context);
  return withRole(withRole(withTargets, 'root', config.root, context), 'targets', config.targets, context);
}
