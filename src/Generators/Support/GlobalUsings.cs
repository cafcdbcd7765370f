global using Kernels.Ir;
global using Kernels.Support;
