/**
 * `npm run test:normality`: normal numbers are normally distributed.
 *
 * It exits with 1 if they are not, and by chance for one in 10,000 seeds: each of 12 deviations above 4.5 sigmas, and
 * Kolmogorov's statistic above 2.5, is less likely than 1 in 130,000.
 */

import { Generator } from 'native-dropout';
import { readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { NormalSample } from './normal-distribution.js';

const { count } = readOptions(commandOf('test:normality'));
const generator = new Generator(2026);
const sample = new NormalSample();
const z = new Float32Array(2 ** 20);
while (sample.n < count) sample.add(generator.normal(z));

const deviations = sample.deviations();
for (const { what, sigmas } of deviations) console.log(`${what.padEnd(12)} ${sigmas.toFixed(2).padStart(6)} sigmas`);
const kolmogorov = sample.kolmogorov();
console.log(`Kolmogorov–Smirnov: √n · D = ${kolmogorov.toFixed(3)}, n = ${sample.n}`);
if (kolmogorov > 2.5 || deviations.some(({ sigmas }) => Math.abs(sigmas) > 4.5)) process.exitCode = 1;
