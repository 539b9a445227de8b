import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';
import '../../playground/playground.css';
import '../../benchmark/benchmark.css';

export default DefaultTheme;
