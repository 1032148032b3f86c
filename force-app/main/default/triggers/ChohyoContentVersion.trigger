trigger ChohyoContentVersion on ContentVersion(after insert) {
    ChohyoOutputs.keep(Trigger.new);
}
