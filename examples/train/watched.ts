/** The epochs after which a network is scored: first each one, then ever fewer, because less and less changes. */
export function watchedOf(epochs: number): number[] {
  const watched: number[] = [];
  for (let epoch = 1; epoch < epochs; epoch = Math.max(epoch + 1, Math.round(epoch * 1.5))) watched.push(epoch);
  return [...watched, epochs];
}
