// workerd forbids random numbers and timers while it imports modules, and allows them in handlers.
import { engine } from 'native-dropout';

export default {
  async test() {
    engine();
    await import('./consumer.mjs');
  },
};
