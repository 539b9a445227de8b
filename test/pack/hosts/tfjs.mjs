import * as tf from '@tensorflow/tfjs';
import * as main from 'native-dropout';
import * as ours from 'native-dropout/tfjs';
import check from './tfjs-check.cjs';

check(tf, ours, main);
