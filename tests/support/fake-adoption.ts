// Packs and cards as a window sees them: one officer has signed, and two have to.
export const fakeAdoption = {
  'adoption.pack': () => ({ signed: 1, needs: 2 }),
  'adoption.sign': () => ({ signed: 2, needs: 2 }),
  'adoption.card': () => ({
    words: {
      language: 'en' as const,
      words: ['river', 'lantern', 'cotton', 'seven', 'harbour', 'mango'],
      numbers: ['1234', '5678', '9012', '3456', '7890'],
    },
    officers: 2,
    needs: 2,
    isOn: true,
  }),
}
