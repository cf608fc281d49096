import { expect, test } from 'vitest';
import { renderFindings } from '../../src/render/findings.ts';
import { hostilePieces } from '../text/hostile.ts';
import { finding } from './events.ts';

test('errors first, each with place and remedy, and a count at the end', () => {
  const findings = [finding({ severity: 'note', message: 'SMALL' }), finding({ role: 'targets', message: 'BIG' })];
  expect(renderFindings(findings, { colour: false })).toBe(
    [
      'error targets: BIG',
      '  target-files/hash at targets/targets/a b.txt',
      '  To do: Run "tuf-on-ci-update-targets" and push.',
      '',
      'note: SMALL',
      '  target-files/hash at targets/targets/a b.txt',
      '  To do: Run "tuf-on-ci-update-targets" and push.',
      '',
      '1 error, 1 note',
      '',
    ].join('\n'),
  );
});

test('nothing found', () => {
  expect(renderFindings([], { colour: false })).toBe('No findings.\n');
});

test('colours are the only escape sequences, and only when asked for', () => {
  for (const text of hostilePieces) {
    const hostile = finding({ role: text, message: text, remedy: `${text}.`, address: text });
    const plain = renderFindings([hostile], { colour: false });
    expect(plain).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
    expect(plain.split('\n')).toHaveLength(6);
    const colourful = renderFindings([hostile], { colour: true });
    expect(colourful).not.toBe(plain);
    expect(colourful.replace(/\u001b\[\d\d?m/g, '')).toBe(plain);
  }
});
