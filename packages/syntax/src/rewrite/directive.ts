/** What marks a function, or all functions of a module. */
export const directive = 'use wengert';
