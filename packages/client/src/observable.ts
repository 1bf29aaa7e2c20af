/** An immutable snapshot and who wants to know when there is another: what `useSyncExternalStore` takes. */
export class Observable<State> {
  #make: () => State
  #snapshot: State | null = null
  #listeners = new Set<() => void>()

  constructor(make: () => State) {
    this.#make = make
  }

  /** The same object until something changes. */
  readonly getSnapshot = (): State => {
    this.#snapshot ??= this.#make()
    return this.#snapshot
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  changed(): void {
    this.#snapshot = null
    for (const listener of [...this.#listeners]) listener()
  }
}
