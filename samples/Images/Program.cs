// Images are told apart by a small convolutional network, with the kernels of the catalogue and the training parts.
using System.CommandLine;
using Samples.Images;

var data = new Option<string>("--data")
{
    Description = "Handwritten digits, or clothes", DefaultValueFactory = _ => "digits",
};
data.AcceptOnlyFromAmong("digits", "fashion");
return Options.Run("Tells images apart.", "relu", args, options =>
{
    var isFashion = options.Parsed.GetValue(data) == "fashion";
    var (training, test) = isFashion ? Labelled.Fashion() : Labelled.Digits().Split(options.Seed);
    return Activations.Use(
        options.Activation, new Learning(isFashion ? Setup.Fashion : Setup.Digits, training, test, options));
}, data);
