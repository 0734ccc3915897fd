/** Abbreviations of registrars' titles, spelt out. Only those with one meaning in a catalogue. */

const ENGLISH =
  'acct:accounting acctg:accounting actg:accounting adm:administration admin:administration adv:advanced advd:advanced ' +
  'aero:aerospace alg:algebra amer:american anal:analysis analy:analysis anat:anatomy anth:anthropology appl:applications ' +
  'appls:applications apps:applications arch:architecture archit:architecture asst:assistant astr:astronomy autom:automation ' +
  'behav:behavior beh:behavior beg:beginning bio:biology biol:biology biochem:biochemistry bldg:building bus:business calc:calculus ' +
  'chem:chemistry civ:civilization civiliz:civilization comm:communication commun:communication comp:computer ' +
  'compar:comparative compos:composition conc:concepts conf:conference constr:construction contemp:contemporary crit:criticism ' +
  'cult:culture curr:current db:database dept:department desc:description dev:development devel:development ' +
  'dif:differential diff:differential differ:differential dsgn:design dyn:dynamics ecol:ecology econ:economics ed:education ' +
  'educ:education elec:electrical elect:electrical electr:electrical electron:electronics elem:elementary eng:engineering ' +
  'engg:engineering engin:engineering engl:english engr:engineering engrg:engineering engrs:engineers env:environmental ' +
  'environ:environmental eq:equations eqns:equations eqs:equations equa:equations equat:equations eval:evaluation exp:experimental ' +
  'exper:experimental fin:finance found:foundations founds:foundations fund:fundamentals fundam:fundamentals fundament:fundamentals ' +
  'gen:general genl:general geog:geography geol:geology geom:geometry govt:government hist:history hum:human ' +
  'ind:industrial indep:independent indiv:individual indust:industrial info:information inst:instrumental instr:instrumentation ' +
  'integ:integral inter:intermediate interm:intermediate interper:interpersonal interpers:interpersonal ' +
  'intl:international intr:introduction intro:introduction introd:introduction introduct:introduction invest:investigation ' +
  'iss:issues kinet:kinetics lab:laboratory labs:laboratory lang:language legis:legislation lin:linear ling:linguistics lit:literature ' +
  'mach:machine macroecon:macroeconomics maint:maintenance manag:management manuf:manufacturing mat:materials math:mathematics ' +
  'maths:mathematics mats:materials matls:materials meas:measurement mech:mechanics med:medical meth:methods mfg:manufacturing ' +
  'mgmt:management mgt:management microecon:microeconomics mktg:marketing mod:modern mol:molecular molec:molecular multivar:multivariable ' +
  'natl:national num:numerical numer:numerical nutr:nutrition obj:object op:operating oper:operations ops:operations opt:optimization ' +
  'optim:optimization ord:ordinary org:organic organ:organizational orgs:organizations perf:performance persp:perspectives ' +
  'phil:philosophy philos:philosophy photo:photography phys:physics physiol:physiology pol:political polit:political ' +
  'pop:population pract:practice prep:preparation prin:principles princ:principles prins:principles prob:probability probs:problems ' +
  'proc:processes prod:production prof:professional prog:programming progr:programming proj:project prgm:program ' +
  'psy:psychology psych:psychology psychol:psychology pub:public quant:quantitative rel:relations rels:relations relig:religion ' +
  'res:research resp:responsibility rsch:research sci:science scis:science scien:science scient:scientists sem:seminar semnr:seminar ' +
  'sig:signals soc:society sociol:sociology spec:special stat:statistics stats:statistics statist:statistics ' +
  'strat:strategic struc:structure struct:structure stud:studies surv:survey sys:systems syst:systems systs:systems tech:technology ' +
  'technol:technology technq:techniques techs:techniques telecomm:telecommunications theor:theory thermo:thermodynamics ' +
  'thry:theory tops:topics trad:traditions trans:transport transp:transportation trig:trigonometry univ:university ' +
  'west:western writ:writing wrtg:writing cdn:canadian bc:bc ai:artificial_intelligence ml:machine_learning hci:human_computer_interaction ' +
  'cad:computer_aided_design ode:ordinary_differential_equations pde:partial_differential_equations pdes:partial_differential_equations ' +
  'vlsi:very_large_scale_integration oop:object_oriented_programming os:operating_systems dsp:digital_signal_processing ' +
  'nlp:natural_language_processing gis:geographic_information_systems hr:human_resource hrm:human_resource_management ' +
  'uk:united_kingdom eu:european_union cfd:computational_fluid_dynamics mis:management_information_systems ' +
  'programme:program behaviour:behavior behavioural:behavioral colour:color labour:labor modelling:modeling organisation:organization ' +
  'organisational:organizational optimisation:optimization analyse:analyze centre:center defence:defense theatre:theater ' +
  'ageing:aging aboriginal:indigenous';

const RUSSIAN =
  'мат:математический физ:физика хим:химия англ:английский иностр:иностранный яз:язык ин:иностранный инф:информационный ' +
  'техн:технический эл:электрический упр:управление теор:теоретический прикл:прикладной';

function parse(table: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    table.split(' ').map((entry) => {
      const [short = '', long = ''] = entry.split(':');
      return [short, long.split('_')] as const;
    }),
  );
}

const TABLES: Readonly<Record<string, ReadonlyMap<string, readonly string[]>>> = {
  en: parse(ENGLISH),
  ru: parse(RUSSIAN),
};
/** British spellings and acronyms are safe in running text as well; a clipped word ("mat", "res") is so in titles alone. */
const ANYWHERE =
  /our|ise|isation|elling|ogramme|centre|theatre|defence|ageing|^(ai|ml|hci|ode|pdes?|vlsi|oop|gis|cfd|hrm|dsp|nlp)$/;

/** What an abbreviation of a title stands for, or the word itself. */
export function expandTitleWord(word: string, language: string): readonly string[] {
  return TABLES[language]?.get(word) ?? [word];
}

/** What an acronym or a variant spelling in running text stands for, or the word itself. */
export function expandTextWord(word: string, language: string): readonly string[] {
  return ANYWHERE.test(word) ? expandTitleWord(word, language) : [word];
}
