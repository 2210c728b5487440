// What the shop's pages load: one module a behaviour, each found by its data- attribute or element. Every page works without them.
import './checks'; // before once: a form with a mistake has not been sent
import './once';
import './htmx';
import './announce';
import './errors';
import './menus';
import './stepper';
import './points-slider';
import './toast';
import './cart';
import './search';
import './facets';
import './variants';
import './gallery';
import './photos';
import './marks';
import './choose';
import './copy';
import './share';
import './print';
import './sticky-buy';
import './theme-switch';
import './password-field';
