/** `doctor`: a configuration looked at before people rely on it. */
import { type CliCommand, finish, table } from './terminal.ts';

const DOCTOR_MARKS = { fine: '✓', warning: '!', error: '✗' } as const;

const WIDTHS = [30, 100];

export const doctor: CliCommand<{ readonly environment?: string }> = {
  takes: (command) =>
    command.option('--environment <file>', 'a file of lines NAME=value, as systemd reads it; else what is set here'),
  run: async (cli, { environment }) => {
    const findings = await cli.examine(environment);
    const rows = findings.map(({ variable, severity, reason }) => {
      const remedy = severity === 'fine' ? '' : cli.texts.remedy(reason, cli.language);
      return [
        `${DOCTOR_MARKS[severity]} ${variable}`,
        [cli.say(reason), remedy].filter((part) => part !== '').join('. '),
      ];
    });
    const done = finish(cli, { text: table(cli, ['setting', 'found'], rows, WIDTHS) });
    if (findings.some(({ severity }) => severity === 'error')) return 2;
    return findings.some(({ severity }) => severity === 'warning') ? 1 : done;
  },
};
