"""The paper's claims in miniature: quantizers by usage and error, C2 variants by what a language model achieves."""
