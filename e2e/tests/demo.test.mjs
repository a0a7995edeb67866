import { describe, test } from 'node:test';

describe('The demo page', () => {
  test.todo('signs a person in, shows both tokens, and verifies them in the browser');
});
