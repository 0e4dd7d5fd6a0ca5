import { useId, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { CodeBlock } from './code-block.tsx';

/** One thing in several notations, of which one is shown; the choice holds for the whole visit. */
export type Sample = { readonly name: string; readonly text: string };

let chosen = 'curl';

/** The same call in each notation, as tabs. */
export function Samples({ label, samples }: { label: string; samples: readonly Sample[] }) {
  const id = useId();
  const [first] = samples;
  const [name, setName] = useState(() =>
    samples.some((sample) => sample.name === chosen) ? chosen : (first?.name ?? ''),
  );
  if (first && samples.length === 1) return <CodeBlock name={`${label} · ${first.name}`} text={first.text} />;
  return (
    <Tabs
      className="samples"
      selectedKey={name}
      onSelectionChange={(key) => {
        chosen = String(key);
        setName(chosen);
      }}
    >
      <TabList className="sample-tabs" aria-label={label}>
        {samples.map((sample) => (
          <Tab key={sample.name} id={sample.name} className="sample-tab">
            {sample.name}
          </Tab>
        ))}
      </TabList>
      {samples.map((sample) => (
        <TabPanel key={`${id} ${sample.name}`} id={sample.name} className="sample-panel">
          <CodeBlock name={`${label} · ${sample.name}`} text={sample.text} />
        </TabPanel>
      ))}
    </Tabs>
  );
}
