import { describe, expect, it } from 'vitest';
import { countItems, quickRows } from './rows.ts';

const set = {
  questions: [{}, {}, {}],
  prompts: [{ category: 'counting' }, { category: 'colours' }, { category: 'counting' }],
};

describe('rows of the quick set', () => {
  it('stand beside those of PyTorch, with four digits and the number of items', () => {
    const rows = quickRows({
      studio: { macro: 2 / 3, counting: 0.5, sameCodes: 0.99999 },
      pytorch: { macro: 0.98840254, counting: 1 },
      items: countItems(set),
    });
    const engine = 'UniCode2 Studio';
    expect(rows).toEqual([
      { engine, measure: 'macro', items: 3, share: 0.6667, pytorch: 0.9884 },
      { engine, measure: 'counting', items: 2, share: 0.5, pytorch: 1 },
      { engine, measure: 'sameCodes', items: 3, share: 1, pytorch: null },
    ]);
  });

  it('are refused for a measure of which nobody knows the items', () => {
    const shares = { studio: { position: 1 }, pytorch: {}, items: countItems(set) };
    expect(() => quickRows(shares)).toThrow('position');
  });
});
