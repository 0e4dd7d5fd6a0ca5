/** Runs one step of a start and says its end with its duration; `sum` turns the result into the words shown. */
export const step = async <T>(
  say: (line: string) => void,
  name: string,
  work: () => Promise<T>,
  sum: (result: T) => string = () => name,
): Promise<T> => {
  const since = performance.now();
  const seconds = (): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
  const pulse = setInterval(() => say(`  … ${name}, ${seconds()} so far`), 10_000);
  try {
    const result = await work();
    say(`✓ ${sum(result)} (${seconds()})`);
    return result;
  } catch (error) {
    say(`✗ ${name} (${seconds()})`);
    throw error;
  } finally {
    clearInterval(pulse);
  }
};
