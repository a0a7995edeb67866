import { openHouse } from '../../support/house.mjs';

/** The house in which all stories are played, one after the other. */
export const house = openHouse();
