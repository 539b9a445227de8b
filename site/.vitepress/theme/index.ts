import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';
import '../../playground/playground.css';

export default DefaultTheme;
