// Imported where random numbers, timers and the like are forbidden, and used where they are not.
import { engine } from 'native-dropout';

export default {
  async test() {
    engine();
    await import('./consumer.mjs');
  },
};
