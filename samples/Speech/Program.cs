// Spoken digits: a small network learns to tell them from features of sound, and listens to voices that it has never
// heard.
using System.CommandLine;
using Samples.Layers;
using Samples.Speech;

var data = new Option<string?>("--data") { Description = "A folder of recordings named digit_speaker_index.wav" };
var leaveOut = new Option<bool>("--leave-out") { Description = "Leave out each speaker in turn and test with him" };
return Options.Run(
    "Tells spoken digits by convolutions over time.", "relu", args,
    options => Activations.Use(options.Activation, new Training(
        options, options.Parsed.GetValue(data), options.Parsed.GetValue(leaveOut))),
    data, leaveOut);
