// Every stage works on the IR and passes on equatable models.
global using Kernels.Ir;
global using Kernels.Support;
