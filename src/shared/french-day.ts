// Dates of Intl in French name the first day of a month "1"; before its month it is "1er".
const firstOfMonth = /\b1(?=\s(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))/u

export const withFrenchFirst = (date: string): string => date.replace(firstOfMonth, '1er')
