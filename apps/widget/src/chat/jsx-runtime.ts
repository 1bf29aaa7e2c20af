import { type ComponentType, createElement, Fragment } from 'preact'

/** What the compiler turns JSX into. Preact's own brings a second `createElement` along, for things not done here. */
export function jsx(type: string | ComponentType, props: Record<string, unknown>, key?: string) {
  return createElement(type as ComponentType, key === undefined ? props : { ...props, key })
}
export { Fragment, jsx as jsxs }
