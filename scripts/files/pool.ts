/** Invented courses in the languages of the files. */
import type { Entry } from './forms.ts';

const list = (lines: string): Entry[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [code = '', title = '', credits = '', semester = '', grade = ''] = line.trim().split(' | ');
      return { code, title, credits, semester: Number(semester), grade };
    });

export const COURSES = {
  en: list(`
    EEN 201 | Circuit Theory | 6 | 1 | B+
    EEN 214 | Electrical Machines | 5 | 1 | A-
    MTH 205 | Differential Equations | 4 | 1 | C
    EEN 322 | Power Electronics | 6 | 2 | B
    EEN 340 | Relay Protection | 5 | 2 | A
    CSC 110 | Programming in Python | 3 | 2 | A`),
  ru: list(`
    ТОЭ2201 | Теоретические основы электротехники | 6 | 1 | 5
    МАТ1102 | Математический анализ | 5 | 1 | 4
    ФИЗ1103 | Физика | 4 | 1 | 3
    ЭМ3204 | Электрические машины | 5 | 2 | 5
    РЗА3301 | Релейная защита и автоматика | 6 | 2 | 4
    ТВН3305 | Техника высоких напряжений | 3 | 2 | 5`),
  kk: list(`
    ЭТН2201 | Электротехниканың теориялық негіздері | 6 | 1 | A-
    МТ1102 | Математикалық талдау | 5 | 1 | B
    ФЗ1103 | Жалпы физика | 4 | 1 | B+
    ЭМ3204 | Электр машиналары | 5 | 2 | A
    РҚ3301 | Релелік қорғаныс және автоматика | 6 | 2 | C+
    ЖК3305 | Жоғары кернеу техникасы | 3 | 2 | A`),
  de: list(`
    ET-2101 | Grundlagen der Elektrotechnik | 7,5 | 1 | 1,7
    ET-2304 | Elektrische Maschinen | 6 | 1 | 2,3
    MA-1201 | Höhere Mathematik | 8 | 1 | 3,0
    ET-3110 | Leistungselektronik | 5 | 2 | 1,3
    ET-3230 | Netzschutztechnik | 5 | 2 | 2,0
    IN-1100 | Einführung in die Programmierung | 6 | 2 | 1,0`),
  tr: list(`
    EEM201 | Devre Teorisi | 6 | 1 | BA
    EEM214 | Elektrik Makineleri | 5 | 1 | AA
    MAT205 | Diferansiyel Denklemler | 4 | 1 | CB
    EEM322 | Güç Elektroniği | 6 | 2 | BB
    EEM340 | Röle Koruma | 5 | 2 | AA`),
  pl: list(`
    EL-101 | Podstawy elektrotechniki | 6 | 1 | 4,5
    EL-204 | Maszyny elektryczne | 5 | 1 | 5,0
    MA-110 | Analiza matematyczna | 4 | 2 | 3,5
    EL-310 | Energoelektronika | 5 | 2 | 4,0`),
  cs: list(`
    EL101 | Základy elektrotechniky | 6 | 1 | A
    EL204 | Elektrické stroje | 5 | 1 | B
    MA110 | Matematická analýza | 4 | 2 | D
    EL310 | Výkonová elektronika | 5 | 2 | C`),
  fr: list(`
    GEL201 | Théorie des circuits | 6 | 1 | 14,5
    GEL214 | Machines électriques | 5 | 1 | 12
    MAT205 | Équations différentielles | 4 | 2 | 10,5
    GEL322 | Électronique de puissance | 6 | 2 | 16`),
  es: list(`
    IEE201 | Teoría de circuitos | 6 | 1 | 8,5
    IEE214 | Máquinas eléctricas | 5 | 1 | 7,0
    MAT205 | Ecuaciones diferenciales | 4 | 2 | 6,5
    IEE322 | Electrónica de potencia | 6 | 2 | 9,0`),
  it: list(`
    IEL201 | Teoria dei circuiti | 6 | 1 | 27
    IEL214 | Macchine elettriche | 9 | 1 | 30
    MAT205 | Equazioni differenziali | 6 | 2 | 24
    IEL322 | Elettronica di potenza | 6 | 2 | 28`),
  zh: list(`
    EE201 | 电路理论 | 4 | 1 | 88
    EE214 | 电机学 | 3 | 1 | 92
    MA205 | 微分方程 | 2 | 2 | 76
    EE322 | 电力电子技术 | 4 | 2 | 85`),
  uk: list(`
    ТОЕ201 | Теоретичні основи електротехніки | 6 | 1 | 90
    ЕМ214 | Електричні машини | 5 | 1 | 82
    ВМ205 | Вища математика | 4 | 2 | 75
    СЕ322 | Силова електроніка | 6 | 2 | 95`),
} as const satisfies Readonly<Record<string, readonly Entry[]>>;
