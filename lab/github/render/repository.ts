/** Facts as GitHub's REST objects, of which users and repositories are parts. What nobody looks at is filled in by the schema. */
import type { Repository } from '../facts.ts';
import { complete } from '../schema.ts';
import type { World } from '../world.ts';

export type Rendered = Record<string, unknown>;

export const apiOf = (world: World, { fullName }: Repository) => `${world.apiUrl}/repos/${fullName}`;
export const pageOf = (world: World, { fullName }: Repository) => `${world.url}/${fullName}`;

export function renderUser(world: World, login: string): Rendered {
  const id = world.idOf(login);
  return complete('simple-user', {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `${world.url}/avatars/${id}`,
    url: `${world.apiUrl}/users/${encodeURIComponent(login)}`,
    html_url: `${world.url}/${encodeURIComponent(login)}`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  });
}

export function renderRepository(
  world: World,
  repository: Repository,
  schema: 'repository' | 'full-repository' | 'minimal-repository' = 'repository',
): Rendered {
  const { id, owner, name, fullName, parent, defaultBranch, createdAt } = repository;
  const whole = schema === 'full-repository';
  return complete(schema, {
    id,
    node_id: `R_${id}`,
    name,
    full_name: fullName,
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    owner: renderUser(world, owner),
    html_url: pageOf(world, repository),
    url: apiOf(world, repository),
    clone_url: `${world.url}/${fullName}.git`,
    description: null,
    fork: parent !== undefined,
    default_branch: defaultBranch,
    has_pages: repository.pages !== undefined,
    has_issues: true,
    created_at: createdAt,
    updated_at: createdAt,
    pushed_at: createdAt,
    ...(whole && parent
      ? { parent: renderRepository(world, parent), source: renderRepository(world, parent.parent ?? parent) }
      : {}),
  });
}
