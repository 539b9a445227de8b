import { line } from '../shared/terminal.js';
import { QUICK } from '../train/options.js';
import { showTraining } from '../train/show.js';
import { showBackward } from './backward.js';
import { showDigits } from './digits.js';
import { showExpectation } from './expectation.js';
import { showFamily } from './family.js';
import { showRates } from './rates.js';
import { showEngine } from './which-engine.js';

showEngine();
showExpectation();
showDigits();
showFamily();
showBackward();
await showRates();
await showTraining('7  Training', QUICK);
line('Longer, with more seeds: npm run train');
