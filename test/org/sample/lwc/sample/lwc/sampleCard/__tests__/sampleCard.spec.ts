import SampleCard from 'c/sampleCard';

it('is there', () => {
    expect(SampleCard).toBeDefined();
});
