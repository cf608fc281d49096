/** What a stranger puts into a role's name, an owner, a path or a message. */
import fc from 'fast-check';

// biome-ignore format: a list to look through
const PIECES = [
  '`', '``', '```', '|', '<script>alert(1)</script>', '</p>', '<!--', '-->', '<img src=x onerror=alert(1)>', '"', "'",
  '@alice', '@org/team', '#123', 'GH-12', 'owner/repo#1', 'https://evil.example', 'www.evil.example', 'a@b.example',
  ':smile:', '::set-output name=x::y', '##[group]x', '&amp;', '&#64;alice', '*', '**', '_', '~~', '[x](y)', '![x](y)',
  '[^1]', '$x$', '\n', '\r\n', '\n\n- x', '\t', '\\', '\u001b[31m', '\u009b2J', '\u0007', '\u202e', '\u2066', '\u200b',
  '\ufeff', '\u2028', '\u00a0', '\u0301', '\u3164', '\ud800', '1. ', '- ', '> ', '# ', '---', '    ', ' ', '--option',
  '$(id)', ';', '%0A', 'javascript:alert(1)', '..', '../../x', '/', '__proto__', 'deadbeef12', 'word', 'x', 'é', '日本', '🎉',
];

/** Any string, and strings made of the pieces that have a meaning somewhere. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join('')) },
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** Each piece alone: a table for the tests that want a story. */
export const hostilePieces: readonly string[] = PIECES;
