export interface Installed {
  /** Null when the browser kept it to itself. */
  readonly origin: string | null
  readonly at: Date
}

export interface InstallationStore {
  /** The latest; null while there was none. */
  latest(siteId: string): Promise<Installed | null>
  /** In the place of the one before. */
  note(siteId: string, origin: string | null): Promise<void>
}
