/** What a call names several of: languages of which one is enough, and costs. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useLanguageName } from '../calls/calls-query.ts';
import { NAMED_LANGUAGES } from '../courses/search-query.ts';
import type { AskedLanguages, TypedCall } from './call-draft.ts';
import styles from './office-calls.module.css';

type Change = (next: Partial<TypedCall>) => void;
const LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native'] as const;
const ASKS: readonly AskedLanguages[] = ['unknown', 'none', 'any'];

export function Languages({
  asks,
  languages,
  change,
}: Pick<TypedCall, 'asks' | 'languages'> & { readonly change: Change }) {
  const say = useSay();
  const nameOf = useLanguageName();
  const put = (at: number, next: Partial<TypedCall['languages'][number]>): void =>
    change({ languages: languages.map((one, place) => (place === at ? { ...one, ...next } : one)) });
  return (
    <fieldset className={`${styles.list} ${styles.wide}`}>
      <legend>{say('calls.language')}</legend>
      <NativeSelect
        aria-label={say('calls.language')}
        value={asks}
        data={ASKS.map((value) => ({ value, label: say(`office-calls.asks-${value}`) }))}
        onChange={({ currentTarget: { value } }) => change({ asks: ASKS.find((one) => one === value) ?? 'unknown' })}
      />
      {asks === 'any' &&
        languages.map(({ language, level }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
          <div key={at} className={styles.item}>
            <NativeSelect
              aria-label={say('office-calls.language')}
              value={language}
              data={[...new Set([language, ...NAMED_LANGUAGES])].map((value) => ({ value, label: nameOf(value) }))}
              onChange={({ currentTarget: { value } }) => put(at, { language: value })}
            />
            <NativeSelect
              aria-label={say('office-calls.level')}
              value={level}
              data={LEVELS.map((value) => ({ value, label: value === 'native' ? say('calls.native') : value }))}
              onChange={({ currentTarget: { value } }) =>
                put(at, { level: LEVELS.find((one) => one === value) ?? level })
              }
            />
            <Remove remove={() => change({ languages: languages.filter((_, place) => place !== at) })} />
          </div>
        ))}
      {asks === 'any' && (
        <Add add={() => change({ languages: [...languages, { language: 'en', level: 'B2' }] })}>
          {say('office-calls.add-language')}
        </Add>
      )}
    </fieldset>
  );
}

const KINDS = ['tuition', 'housing', 'food', 'travel', 'insurance', 'visa', 'other'] as const;
const PERIODS = ['month', 'stay'] as const;
const PAYERS = ['student', 'grant', 'host'] as const;

export function CostItems({ items, change }: { readonly items: TypedCall['costItems']; readonly change: Change }) {
  const say = useSay();
  const put = (at: number, next: Partial<TypedCall['costItems'][number]>): void =>
    change({ costItems: items.map((one, place) => (place === at ? { ...one, ...next } : one)) });
  return (
    <fieldset className={`${styles.list} ${styles.wide}`}>
      <legend>{say('office-calls.costs')}</legend>
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
        <div key={at} className={styles.item}>
          <NativeSelect
            aria-label={say('office-calls.cost-kind')}
            value={item.kind}
            data={KINDS.map((value) => ({ value, label: say(`office-calls.cost-${value}`) }))}
            onChange={({ currentTarget: { value } }) =>
              put(at, { kind: KINDS.find((one) => one === value) ?? 'other' })
            }
          />
          <TextInput
            aria-label={say('office-calls.amount')}
            placeholder={say('office-calls.amount')}
            inputMode="decimal"
            value={`${item.amount}`}
            onChange={({ currentTarget: { value } }) => put(at, { amount: value.replace(',', '.') })}
          />
          <TextInput
            aria-label={say('office-calls.currency')}
            maxLength={3}
            value={item.currency}
            onChange={({ currentTarget: { value } }) => put(at, { currency: value.toUpperCase() })}
          />
          <NativeSelect
            aria-label={say('office-calls.per')}
            value={item.per}
            data={PERIODS.map((value) => ({ value, label: say(`office-calls.per-${value}`) }))}
            onChange={({ currentTarget: { value } }) => put(at, { per: value === 'stay' ? 'stay' : 'month' })}
          />
          <NativeSelect
            aria-label={say('office-calls.payer')}
            value={item.paidBy}
            data={PAYERS.map((value) => ({ value, label: say(`office-calls.payer-${value}`) }))}
            onChange={({ currentTarget: { value } }) =>
              put(at, { paidBy: PAYERS.find((one) => one === value) ?? 'student' })
            }
          />
          <Remove remove={() => change({ costItems: items.filter((_, place) => place !== at) })} />
        </div>
      ))}
      <Add
        add={() =>
          change({
            costItems: [...items, { kind: 'housing', amount: '', currency: 'EUR', per: 'month', paidBy: 'student' }],
          })
        }
      >
        {say('office-calls.add-cost')}
      </Add>
    </fieldset>
  );
}

function Remove({ remove }: { readonly remove: () => void }) {
  const say = useSay();
  return (
    <Button variant="subtle" size="xs" onClick={remove} leftSection={<Icon name="cross" size={14} />}>
      {say('office-calls.remove')}
    </Button>
  );
}

function Add({ add, children }: { readonly add: () => void; readonly children: React.ReactNode }) {
  return (
    <div>
      <Button size="xs" onClick={add} leftSection={<Icon name="plus" size={14} />}>
        {children}
      </Button>
    </div>
  );
}
