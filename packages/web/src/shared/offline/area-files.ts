/** What a built file says, by its path below the build's folder, e.g. `assets/en-D7PBvH2_.js`. */
export type BuiltFiles = ReadonlyMap<string, string>;

/** Names of files of a build as pages, scripts and styles mention them. */
const NAME = /[\w.-]+\.(?:js|css|wasm)\b/g;

/**
 * Every file that `page` can come to need, itself first and then by how many steps away it is mentioned: what a first
 * screen needs stands before what a later one does. `isKept` leaves files out, with all that only they mention.
 */
export function filesOfArea(
  files: BuiltFiles,
  page: string,
  isKept: (file: string) => boolean,
): readonly string[] {
  const places = new Map([...files.keys()].map((file) => [nameOf(file), file]));
  const found = new Set([page]);
  // A set grows while it is walked through: breadth first.
  for (const file of found) {
    for (const [name] of (files.get(file) ?? '').matchAll(NAME)) {
      const place = places.get(name);
      if (place !== undefined && isKept(place)) found.add(place);
    }
  }
  return [...found];
}

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
