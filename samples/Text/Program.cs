// Sentences of reviews: gated recurrent units read them from both ends and say whether they are positive.
using Samples.Layers;
using Samples.Text;

return Options.Run(
    "Tells positive sentences from negative ones by gated recurrent units.", "tanh", args,
    options => Activations.Use(options.Activation, new Training(options)));
