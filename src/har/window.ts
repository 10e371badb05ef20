/** What waits for its turn, in the order of time. */

interface Waiting<Item> {
  at: number;
  /** At the same moment the lower one comes first. */
  rank: number;
  /** At the same moment and of the same rank: who came first. */
  turn: number;
  item: Item;
}

const isBefore = <Item>(one: Waiting<Item>, other: Waiting<Item>): boolean =>
  one.at !== other.at ? one.at < other.at : one.rank !== other.rank ? one.rank < other.rank : one.turn < other.turn;

/** A binary heap, least time first. */
export class Window<Item> {
  readonly #heap: Waiting<Item>[] = [];
  #turn = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** Everything that waits, in no order. */
  *items(): Generator<{ at: number; item: Item }> {
    yield* this.#heap;
  }

  push(at: number, rank: number, item: Item): void {
    const added = { at, rank, turn: this.#turn++, item };
    let hole = this.#heap.length;
    this.#heap.push(added);
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      const parent = this.#heap[above] as Waiting<Item>;
      if (!isBefore(added, parent)) break;
      this.#heap[hole] = parent;
      hole = above;
    }
    this.#heap[hole] = added;
  }

  /** The earliest, which waits no longer. */
  pop(): { at: number; item: Item } | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || first === last) return first;
    let hole = 0;
    for (;;) {
      const below = this.#earlierBelow(hole);
      const child = this.#heap[below];
      if (child === undefined || !isBefore(child, last)) break;
      this.#heap[hole] = child;
      hole = below;
    }
    this.#heap[hole] = last;
    return first;
  }

  #earlierBelow(hole: number): number {
    const left = 2 * hole + 1;
    const [one, other] = [this.#heap[left], this.#heap[left + 1]];
    return one !== undefined && other !== undefined && isBefore(other, one) ? left + 1 : left;
  }
}
