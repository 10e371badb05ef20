/** The whole style sheet, in its order. */
import './base.css';
import './header.css';
import './square.css';
import './states.css';
import './panels.css';
import './risks.css';
import './credentials.css';
import './forms.css';
import './story.css';
import './learn.css';
import './print.css';
