/** Stable number of a group, for folds that do not change when rows are added (FNV-1a). */
export function foldOf(group: string, folds: number, salt = 0): number {
  let hash = 0x811c9dc5 ^ salt;
  for (let at = 0; at < group.length; at += 1) hash = Math.imul(hash ^ group.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % folds;
}
