import { useState } from 'react'
import { Segmented, Switch } from '../choice.js'
import { Field, FieldError, Select, TextField } from '../field.js'
import { Tabs } from '../tabs.js'
import { themes } from '../theme.js'
import { Part } from './part.js'

const nothing = () => {}

export function Fields() {
  return (
    <>
      <Part name="Field, TextField, Select: rest, hint, error, off">
        <div className="grid w-full gap-4 phone:grid-cols-2">
          <Field label="Name" placeholder="None" />
          <Field label="Name" hint="Shown to visitors." defaultValue="Marlow Lighting" />
          <Field label="E-mail" error="E-mail is taken" defaultValue="ines@marlow.example" />
          <Field label="Site" disabled defaultValue="marlow" />
          <TextField label="Introduction" hint="The first thing a visitor reads." />
          <TextField label="Introduction" error="Introduction is longer than 256 signs" />
          <Select label="Side of the page" hint="Where the button lies.">
            <option>Right</option>
            <option>Left</option>
          </Select>
          <Select label="Language" error="Language is not known">
            <option>English</option>
          </Select>
        </div>
        <FieldError>What is wrong, without a field</FieldError>
      </Part>
      <Part name="Switch: off, on, with a hint, not to be changed">
        <Switches />
      </Part>
      <Part name="Segmented: words, with pictures, pictures only, off">
        <Choices />
      </Part>
      <Part name="Tabs">
        <SomeTabs />
      </Part>
    </>
  )
}

function Switches() {
  const [on, setOn] = useState(true)
  return (
    <div className="grid w-80 gap-4">
      <Switch label="Sound" checked={on} onChange={setOn} />
      <Switch label="Sound" hint="Until somebody takes it." checked={!on} onChange={next => setOn(!next)} />
      <Switch label="Desktop notices" checked={false} disabled onChange={nothing} />
      <Switch label="Desktop notices" checked disabled onChange={nothing} />
    </div>
  )
}

function Choices() {
  const [side, setSide] = useState<'left' | 'right'>('right')
  const [theme, setTheme] = useState<(typeof themes)[number]['value']>('system')
  const sides = [
    { value: 'left', label: 'Left' },
    { value: 'right', label: 'Right' },
  ] as const
  return (
    <>
      <Segmented label="Side" value={side} onChange={setSide} options={sides} />
      <Segmented label="Theme" value={theme} onChange={setTheme} options={themes} />
      <Segmented label="Theme" value={theme} onChange={setTheme} options={themes} iconsOnly />
      <Segmented label="Side" value={side} onChange={setSide} options={sides} disabled />
    </>
  )
}

function SomeTabs() {
  const [tab, setTab] = useState<'visitor' | 'pages'>('visitor')
  return (
    <Tabs
      label="About"
      value={tab}
      onChange={setTab}
      tabs={[
        { value: 'visitor', label: 'Visitor', content: <p>Kim Hartley, Leeds</p> },
        { value: 'pages', label: 'Pages', content: <p>Order 4417</p> },
      ]}
    />
  )
}
