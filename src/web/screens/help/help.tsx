/** A short guide for each role, in the words of the pages: what it does, where, and what follows. */
import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Crumbs } from '../../frame/crumbs.tsx';
import { PLACES } from '../../frame/navigation.ts';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Empty } from '../../parts/states.tsx';
import { type Role, useRole, useSignedIn } from '../../session.ts';
import { holdsWords } from './find-step.ts';
import styles from './help.module.css';

const ROLES = [
  'student',
  'adviser',
  'directorate',
  'registrar',
  'coordinator',
  'commission',
  'administrator',
] as const satisfies readonly Role[];
/** Steps of each guide, in the order of the work. */
const STEPS = ['1', '2', '3', '4'] as const;

export function HelpScreen() {
  const say = useSay();
  const own = useRole(useSignedIn());
  const [text, setText] = useState('');
  const guides = [own, ...ROLES.filter((role) => role !== own)].map((role) => ({
    role,
    name: say(`frame.role-${role}`),
    steps: STEPS.map((step) => say(`help.step-${role}-${step}`)),
  }));
  const found = guides
    .map((guide) => ({
      ...guide,
      steps: guide.steps.filter((step) => holdsWords(`${guide.name} ${step}`, text)),
    }))
    .filter(({ steps }) => steps.length > 0);
  return (
    <div className="pad">
      <Crumbs path={[{ name: say('frame.help') }]} />
      <header className={styles.head}>
        <h1 className="grow">{say('frame.help')}</h1>
        <TextInput
          type="search"
          size="xs"
          value={text}
          aria-label={say('help.find')}
          placeholder={say('help.find')}
          leftSection={<Icon name="search" />}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
      </header>
      <p className="lead">{say('help.keys')}</p>
      {found.length === 0 && <Empty>{say('help.none')}</Empty>}
      {found.map(({ role, name, steps }) => (
        <section key={role} className={styles.guide} aria-labelledby={`guide-${role}`}>
          <h2 id={`guide-${role}`}>{name}</h2>
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {role === own && (
            <p className="row wraps">
              {PLACES[role].map(({ to, text: place }) => (
                <Link key={to} to={to}>
                  {say(`frame.${place}`)}
                </Link>
              ))}
            </p>
          )}
        </section>
      ))}
      <p>
        <Link to="/rules">{say('frame.rules')}</Link>
      </p>
    </div>
  );
}
