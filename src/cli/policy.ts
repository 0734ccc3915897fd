import { checkPolicyFile } from '../app/index.ts';
import { textIn } from '../domain/index.ts';
import { fail, finish, type Part, readInput } from './terminal.ts';

/** Whether a policy could be installed; installs nothing. */
export const policyCheck: Part<object> = {
  takes: (command) => command.argument('<file>'),
  run: (cli, _flags, file = '') => {
    const read = readInput(file);
    if (!read.ok) return fail(cli, read.problems);
    const { name, bytes } = read.value;
    const checked = checkPolicyFile(cli.context().rules, { name, text: new TextDecoder().decode(bytes) });
    if (!checked.ok) return fail(cli, checked.problems);
    const text = checked.value.map(
      ({ id, version, title }) => `${id} ${version}: ${textIn(title, 'en')} holds together`,
    );
    return finish(cli, { text: text.join('\n'), problems: checked.problems });
  },
};

export const policyList: Part<object> = {
  takes: (command) => command,
  run: (cli) => {
    const lines = cli
      .context()
      .rules.policies.map(
        ({ id, version, title, validFrom, validTo }) =>
          `${id} ${version} (${validFrom ?? '...'} to ${validTo ?? '...'}): ${textIn(title, 'en')}`,
      );
    return finish(cli, { text: lines.join('\n') });
  },
};
