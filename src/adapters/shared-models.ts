/** What is open, for all who use it; closing lets go of it. */
export type SharedModel<T> = { model: T; letGo: () => Promise<void> };

let loading: Promise<unknown> = Promise.resolve();

/** Loads one after the other: the library's settings are global. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = loading.then(work);
  loading = result.catch(() => undefined);
  return result;
}

/**
 * Keeps one session a model in a process, however often it is opened: sessions do not give their memory back. The last one
 * who lets go closes it.
 */
export function sharedModels<T>(
  close: (model: T) => Promise<void>,
): (key: string, load: () => Promise<T>) => Promise<SharedModel<T>> {
  const open = new Map<string, { loaded: Promise<T>; users: number }>();

  async function release(key: string): Promise<void> {
    const entry = open.get(key);
    if (!entry || --entry.users > 0) return;
    open.delete(key);
    await close(await entry.loaded);
  }

  return async (key, load) => {
    const entry = open.get(key) ?? { loaded: inTurn(load), users: 0 };
    open.set(key, entry);
    entry.users++;
    try {
      return { model: await entry.loaded, letGo: () => release(key) };
    } catch (error) {
      open.delete(key);
      throw error;
    }
  };
}
