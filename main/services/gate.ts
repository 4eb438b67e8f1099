/** Runs one body at a time, in the order of the calls. */
export interface Gate {
  run<Value>(body: () => Promise<Value>): Promise<Value>;
}

export function createGate(): Gate {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(body) {
      const current = last.then(body);
      last = current.catch(() => undefined);
      return current;
    },
  };
}
