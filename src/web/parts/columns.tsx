import { useSay } from '../language.tsx';

/** The head of a table: a column for each name, with the text of its id. */
export function Columns({ names, id }: { readonly names: readonly string[]; readonly id: (name: string) => string }) {
  const say = useSay();
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col">
            {say(id(name))}
          </th>
        ))}
      </tr>
    </thead>
  );
}
