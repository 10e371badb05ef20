/** The two things you may be handed at the door. */
export const TicketPicture = () => (
  <svg class="picture" viewBox="0 0 150 86" aria-hidden="true">
    <path
      class="paper session"
      d="M16 12h80a6 6 0 0 0 12 0h26a6 6 0 0 1 6 6v50a6 6 0 0 1 -6 6h-26a6 6 0 0 0 -12 0h-80a6 6 0 0 1 -6 -6v-50a6 6 0 0 1 6 -6z"
    />
    <path class="perforation session" d="M102 22v42" />
    <circle class="hole session" cx="122" cy="43" r="5" />
    <text class="big session" x="55" y="54" text-anchor="middle">
      417
    </text>
  </svg>
);

export const CardPicture = () => (
  <svg class="picture" viewBox="0 0 150 86" aria-hidden="true">
    <rect class="paper token" x="12" y="9" width="126" height="68" rx="8" />
    <circle class="line token" cx="35" cy="33" r="8" />
    <path class="line token" d="M22 55q2 -12 13 -12t13 12z" />
    <text class="word token" x="54" y="29">
      Ada L.
    </text>
    <text class="word token" x="54" y="42">
      gold member
    </text>
    <text class="word token" x="54" y="55">
      until noon
    </text>
    <path
      class="seal"
      d="M119 47l3 3 4 -1 1 4 4 2 -2 4 2 4 -4 2 -1 4 -4 -1 -3 3 -3 -3 -4 1 -1 -4 -4 -2 2 -4 -2 -4 4 -2 1 -4 4 1z"
    />
  </svg>
);
