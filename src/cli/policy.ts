import { checkPolicyFile } from '../app/index.ts';
import { textIn } from '../domain/index.ts';
import { type Define, fail, finish, readInputs } from './terminal.ts';

/** `policy check FILE`: whether a policy could be installed; installs nothing. */
export const definePolicy: Define = (policy, cli, exit) => {
  policy
    .command('check <file>')
    .description('check a policy file (YAML) against the installed rules')
    .action(async (file: string) => {
      const files = readInputs({ file });
      if (!files.ok) return exit(fail(cli, files.problems));
      const { name, bytes } = files.value.file;
      const checked = checkPolicyFile(cli.context().rules, { name, text: new TextDecoder().decode(bytes) });
      if (!checked.ok) return exit(fail(cli, checked.problems));
      const text = checked.value.map(
        ({ id, version, title }) => `${id} ${version}: ${textIn(title, 'en')} holds together`,
      );
      exit(finish(cli, { text: text.join('\n'), out: undefined, problems: checked.problems, rejected: 0 }));
    });
  policy
    .command('list')
    .description('the installed policies')
    .action(async () => {
      const { rules } = cli.context();
      const lines = rules.policies.map(
        ({ id, version, title, validFrom, validTo }) =>
          `${id} ${version} (${validFrom ?? '...'} to ${validTo ?? '...'}): ${textIn(title, 'en')}`,
      );
      exit(finish(cli, { text: lines.join('\n'), out: undefined, problems: [], rejected: 0 }));
    });
};
