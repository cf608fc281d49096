/** GitHub's own examples (Workflow syntax, "Filter pattern cheat sheet"), and our workflows' filters. */
import { describe, expect, it } from 'vitest';
import { matchesFilter } from '../../../lab/runner/filter.ts';

const rows: readonly [patterns: readonly string[], yes: readonly string[], no: readonly string[]][] = [
  [['feature/*'], ['feature/my-branch', 'feature/your-branch'], ['feature/beta-a/my-branch', 'feature']],
  [['feature/**'], ['feature/my-branch', 'feature/beta-a/my-branch'], ['features/x']],
  [['*'], ['main', 'releases'], ['all/the/branches']],
  [['**'], ['main', 'all/the/branches'], []],
  [['*feature'], ['mona-feature', 'feature', 'ver-10-feature'], ['feature-10']],
  [['v2*'], ['v2', 'v2.0', 'v2.9'], ['v1.0']],
  [['v[12].[0-9]+.[0-9]+'], ['v1.10.1', 'v2.0.0'], ['v3.0.0', 'v1.10', 'v1x10x1']],
  [['*.jsx?'], ['page.js', 'page.jsx'], ['page.jsy', 'src/page.js']],
  [['**.js'], ['index.js', 'js/index.js', 'src/js/app.js'], ['index.jsx']],
  [['docs/*'], ['docs/README.md'], ['docs/a/b.md']],
  [['docs/**/*.md'], ['docs/README.md', 'docs/mona/hello-world.md'], ['docs/a.txt']],
  [['**/docs/**'], ['docs/hello.md', 'dir/docs/my-file.txt', 'space/docs/plan/space.doc'], ['mydocs/x']],
  [['**/README.md'], ['README.md', 'js/README.md'], ['READMEmd']],
  [['**/*src/**'], ['a/src/app.js', 'my-src/code/js/app.js'], ['a/srcs/app.js']],
  [['*.md', '!README.md'], ['hello.md'], ['README.md', 'docs/hello.md']],
  [['*.md', '!README.md', 'README*'], ['hello.md', 'README.md', 'README.doc'], []],
  [['!main'], [], ['main', 'other']],
  [['sign/**'], ['sign/root-v2', 'sign/a/b'], ['sign', 'resign/x', 'main']],
  [
    ['metadata/**', '!metadata/snapshot.json', '!metadata/timestamp.json'],
    ['metadata/root.json', 'metadata/root_history/1.root.json', 'metadata/a/snapshot.json'],
    ['metadata/snapshot.json', 'metadata/timestamp.json', 'targets/x'],
  ],
];

describe('filter patterns', () => {
  it.each(rows)('%j', (patterns, yes, no) => {
    expect(yes.filter((name) => !matchesFilter(patterns, name))).toEqual([]);
    expect(no.filter((name) => matchesFilter(patterns, name))).toEqual([]);
  });
});
