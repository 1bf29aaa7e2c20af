import { Component, type ReactNode } from 'react'

interface Guarded {
  instead: ReactNode
  /** Another one is tried anew. */
  page?: string
  children: ReactNode
}

/**
 * Shows `instead` where its children fail: without it, one part that cannot be fetched (the server is away, or has
 * a newer version) would take the whole page along.
 */
export class Guard extends Component<Guarded, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override componentDidUpdate(before: Guarded): void {
    if (this.state.failed && before.page !== this.props.page) this.setState({ failed: false })
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.instead : this.props.children
  }
}
