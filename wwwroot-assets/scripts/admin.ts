// What the back office loads.
import './checks';
import './once';
import './htmx';
import './announce';
import './errors';
import './menus';
import './stepper';
import './toast';
import './theme-switch';
import './kinds';
import './lists';
import './palette';
import './leaving';
import './unsaved';
