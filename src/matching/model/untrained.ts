/** Weights set by hand, from published ablations: a score of 0 to about 1 that orders and promises nothing. */
import type { Model } from '../score.ts';

const weigh = (weight: number, mean = 0): { weight: number; mean: number } => ({ weight, mean });

export const UNTRAINED: Model = {
  name: 'untrained-1',
  calibrated: false,
  base: 0,
  weights: {
    words: weigh(0.25),
    latent: weigh(0.1),
    title: weigh(0.14),
    letters: weigh(0.12),
    titleSpelling: weigh(0.06),
    body: weigh(0.12),
    titleInBody: weigh(0.1),
    bodyInTitle: weigh(0.06),
    numeralsDiffer: weigh(-0.12),
    numeralsOneSided: weigh(-0.02),
    hostHigher: weigh(-0.025),
    homeHigher: weigh(-0.025),
    hostGraduate: weigh(-0.05),
    homeGraduate: weigh(-0.05),
    laboratoryDiffers: weigh(-0.02),
    hostOpen: weigh(-0.04),
    subject: weigh(0.05),
    creditGap: weigh(-0.05),
  },
};
