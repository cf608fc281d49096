import { describe, expect, test } from 'vitest';
import { parseDestinationUri, parseFolderBelow } from '../../src/deployment/destination-uri.ts';

describe('a destination', () => {
  test.each([
    ['gs://bucket', { kind: 'gs', bucket: 'bucket', prefix: '' }],
    ['gs://bucket/', { kind: 'gs', bucket: 'bucket', prefix: '' }],
    ['s3://my.bucket-1/a/b/', { kind: 's3', bucket: 'my.bucket-1', prefix: 'a/b' }],
    ['azblob://account/container/a', { kind: 'azblob', account: 'account', container: 'container', prefix: 'a' }],
    ['azblob://account/$web', { kind: 'azblob', account: 'account', container: '$web', prefix: '' }],
    [
      'azblob://account.blob.core.chinacloudapi.cn/container',
      { kind: 'azblob', account: 'account.blob.core.chinacloudapi.cn', container: 'container', prefix: '' },
    ],
    ['file:site', { kind: 'file', path: 'site' }],
    ['file:/srv/site', { kind: 'file', path: '/srv/site' }],
    ['file:///srv/site', { kind: 'file', path: 'file:///srv/site' }],
  ])('%s', (text, uri) => {
    expect(parseDestinationUri(text)).toEqual(uri);
  });

  test.each([
    '',
    'site',
    'file:',
    'https://bucket/x',
    'gs://',
    'gs:///path',
    's3://Bucket/x',
    's3://bucket/../other',
    's3://bucket//x',
    's3://bucket/a/./b',
    's3://bucket/a\\b',
    's3://bucket/a\u0000b',
    's3://bucket/a\u202eb',
    's3://bucket/a?versionId=1',
    's3://user:secret@bucket/x',
    'azblob://account',
    'azblob://account/UPPER',
    'azblob://evil.example:8080/container',
  ])('%j is none', (text) => {
    expect(() => parseDestinationUri(text)).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  test.each([
    ['metadata', 'metadata/'],
    ['a/b/', 'a/b/'],
    ['./a', 'a/'],
    ['./', ''],
    ['.', ''],
    ['', ''],
  ])('the folder %j below it is %j', (text, folder) => {
    expect(parseFolderBelow(text)).toBe(folder);
  });

  test.each(['../a', '/a', 'a//b', 'a/../b', 'a/..'])('the folder %j below it is none', (text) => {
    expect(() => parseFolderBelow(text)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
