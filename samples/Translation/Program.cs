// Numbers in words, from English to French or German: an encoder and a decoder learn from some numbers how all others
// are said.
using System.CommandLine;
using Samples.Layers;
using Samples.Translation;

var language = new Option<string>("--language")
{
    Description = "fr for French, de for German", DefaultValueFactory = _ => "fr",
};
language.AcceptOnlyFromAmong("fr", "de");
return Options.Run(
    "Translates numbers in words from English by a recurrent network with attention.", "tanh", args,
    options => Activations.Use(options.Activation, new Training(
        options, options.Parsed.GetValue(language) == "de" ? Language.German : Language.French)),
    language);
